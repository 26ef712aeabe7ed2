"""Pairs and weights are those of scikit-learn, the peer that compares every text with every other."""

from itertools import combinations

import numpy as np
from bench.make_opinions import opinions
from bench.peer_all_pairs import alike
from sklearn.feature_extraction.text import TfidfVectorizer

from minping.core.opinions.grams import Grams
from minping.core.opinions.likeness import groups
from minping.core.opinions.normal import normal


def test_nearly_every_pair_that_a_full_comparison_finds_is_found():
    forms = list(dict.fromkeys(map(normal, opinions(1_500, seed=3))))
    every = alike(forms)
    found = {(pair.one, pair.other) for pair in groups(forms)}
    assert len(found - every) <= len(every) // 500
    assert len(found & every) > 0.95 * len(every)


def test_weights_are_those_of_scikit_learn():
    forms = list(dict.fromkeys(map(normal, opinions(300, seed=5))))
    theirs = TfidfVectorizer(analyzer="char", ngram_range=(1, 3)).fit_transform(forms)
    cosines = (theirs @ theirs.T).toarray()
    every = np.array(list(combinations(range(len(forms)), 2)))
    for one, others, scores in Grams(forms).alike(every[:, 0], every[:, 1], 0):
        assert np.abs(scores / 100 - cosines[one, others]).max() < 0.02
