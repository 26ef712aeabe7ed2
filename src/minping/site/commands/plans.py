"""Commands about schemes: lint, freeze, presets, template."""

import sys
from pathlib import Path
from typing import Any

import click

from minping.core.bundle.atomic import new_file
from minping.core.bundle.template import write_template
from minping.core.findings import has_errors
from minping.core.scheme.canonical import freeze, scheme_hash
from minping.core.scheme.lint import lint
from minping.core.scheme.presets import load_preset, preset_names, preset_text
from minping.site.console import EXIT_FOUND, Voice, speaking
from minping.site.loading import load_scheme, scheme_faults


@click.command("lint")
@click.argument("scheme")
@speaking
def lint_command(scheme: str, voice: Voice) -> None:
    """检查方案：权重、等次缺口、待定问题、有争议的规则。 / Check a scheme.

    SCHEME: 方案文件、活动文件夹、冻结的 scheme.json 或内置方案名称。

    \b
    例 / examples:
      minping lint scheme.yaml
      minping lint seed-002 --lang en
    """
    loaded = load_scheme(scheme)
    findings = lint(loaded.scheme, loaded.sizes, loaded.place)
    bad = has_errors(findings)
    voice.findings(findings)
    questions = len(loaded.scheme.open_questions)
    voice.result(not bad, findings, open_questions=questions, hash=scheme_hash(loaded.scheme))
    voice.say(
        f"共{len(findings)}条，其中待定问题{questions}个。" + ("有错误，须改正。" if bad else ""),
        f"{len(findings)} findings, {questions} open questions." + (" Errors must be mended." if bad else ""),
    )
    if bad:
        sys.exit(EXIT_FOUND)


@click.command("freeze")
@click.argument("scheme")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="写到哪个文件 / file to write")
@speaking
def freeze_command(scheme: str, out: Path, voice: Voice) -> None:
    """冻结方案：写成规范 JSON 并给出哈希值。有待定问题的方案不能冻结。 / Freeze a scheme.

    \b
    例 / example:
      minping freeze scheme.yaml --out scheme.json
    """
    loaded = load_scheme(scheme).scheme
    frozen = freeze(loaded, Path(scheme).name)
    with new_file(out) as path:
        path.write_bytes(frozen)
    faults = scheme_faults(loaded)
    voice.findings(faults)
    voice.say(f"已冻结，SHA-256 {scheme_hash(loaded)}", f"frozen, SHA-256 {scheme_hash(loaded)}")
    voice.result(True, faults, hash=scheme_hash(loaded), file=str(out))


@click.command("presets")
@click.argument("name", required=False)
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件 / file to write")
@speaking
def presets_command(name: str | None, out: Path | None, voice: Voice) -> None:
    """列出内置方案，或取出一个作为起点。 / List the presets, or take one as a start.

    \b
    例 / examples:
      minping presets
      minping presets seed-002 --out scheme.yaml
    """
    if name is None:
        rows: list[dict[str, Any]] = []
        for preset in preset_names():
            scheme = load_preset(preset)
            rows.append({"name": preset, "title": scheme.title, "open": len(scheme.open_questions)})
        if voice.as_json:
            voice.result(True, presets=rows)
            return
        header = [voice.words("名称", "name"), voice.words("方案", "plan"), voice.words("待定", "open")]
        voice.table("", header, [[r["name"], r["title"], str(r["open"])] for r in rows], {2})
        return
    if name not in preset_names():
        raise click.BadParameter(voice.words(f"没有「{name}」这个内置方案", f"there is no preset “{name}”"))
    text = preset_text(name)
    if out is None:
        click.echo(text, nl=False)
        return
    with new_file(out) as path:
        path.write_text(text, encoding="utf-8")
    voice.say(f"已写入 {out}", f"written to {out}")
    voice.result(True, file=str(out))


@click.command("template")
@click.argument("scheme")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="新文件夹 / new folder")
@speaking
def template_command(scheme: str, out: Path, voice: Voice) -> None:
    """按方案生成空白活动文件夹和填表说明。 / Make an empty campaign folder for a scheme.

    \b
    例 / example:
      minping template seed-002 --out 2026年评议
    """
    write_template(load_scheme(scheme).scheme, out)
    voice.say(f"已生成 {out}，请按其中说明填写。", f"{out} is ready to be filled in.")
    voice.result(True, folder=str(out))
