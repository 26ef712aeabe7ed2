"""Which tests hold which requirement of docs/security.md; every one named here must be there."""

import ast
from pathlib import Path

import pytest
from tests.architecture.repository import ROOT

HELD = {
    "C1": ("accounts/test_sign_in.py", "test_staff_without_a_second_factor_are_led_to_set_one_up"),
    "C2": ("security/test_headers.py", "test_production_uses_host_cookies_https_argon2_and_a_second_factor"),
    "C3": ("accounts/test_sign_in.py", "test_an_address_rests_after_many_failures_at_different_names"),
    "C4": ("accounts/test_sign_in.py", "test_sessions_end_when_idle_and_after_eight_hours"),
    "C5": ("security/test_routes.py", "test_grave_acts_ask_for_the_password_again"),
    "C6": ("foundation/test_approvals.py", "test_whoever_asked_cannot_agree_not_even_the_lead"),
    "C7": ("security/test_routes.py", "test_liaisons_and_partners_find_nothing_of_another_unit"),
    "C8": ("security/test_routes.py", "test_no_view_of_a_package_is_open_that_was_not_chosen"),
    "C9": ("security/test_routes.py", "test_an_id_that_nothing_has_is_not_found"),
    "D1": ("security/test_headers.py", "test_every_page_says_what_the_browser_may_do"),
    "D2": ("security/test_headers.py", "test_so_do_sign_in_faults_and_files"),
    "D3": ("security/test_headers.py", "test_every_page_says_what_the_browser_may_do"),
    "D7": ("security/test_headers.py", "test_a_form_from_elsewhere_changes_nothing"),
    "E4": ("security/test_names.py", "test_names_come_out_as_text"),
    "E7": ("security/test_logs.py", "test_one_act_one_line_whatever_stands_in_it"),
    "F2": ("accounts/test_sign_in.py", "test_secrets_of_the_second_factor_rest_sealed"),
    "G1": ("accounts/test_sign_in.py", "test_the_app_opens_the_office_and_is_asked_for_at_the_next_sign_in"),
    "G2": ("foundation/test_audit.py", "test_entries_cut_off_at_the_end_are_named"),
}


@pytest.mark.parametrize("requirement", sorted(HELD))
def test_a_requirement_is_held_by_a_test(requirement: str) -> None:
    file, name = HELD[requirement]
    path = Path(__file__).parents[1] / file
    tests = {node.name for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}
    assert name in tests
    assert f"| SEC {requirement} |" in (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_no_requirement_on_staff_and_browsers_is_forgotten() -> None:
    """D4 is the box's own: it answers on another port and names the one origin that may ask."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    asked = {word.split()[1] for word in text.split("| ") if word.startswith(("SEC C", "SEC D"))}
    assert asked - {"D4"} <= set(HELD)
