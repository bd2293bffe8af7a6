"""What the user is told and asked where alerts are deleted that belong to targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMessageBox, QWidget

from gridwatch.domain.alert.rule import Rule
from gridwatch.ui.alerts.scene import Scene, company_name
from gridwatch.wording.listing import listed

translate = QCoreApplication.translate
_NAMED = 5  # targets; the others are counted


def of_targets(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules whose targets would go with them."""
    return [each for each in rules if each.target_id is not None]


def removal_words(rules: Sequence[Rule]) -> str:
    """Return what deleting would do to rules; with dots where it asks before."""
    targets = of_targets(rules)
    if len(targets) > 1:
        return translate("Alerts", "Delete…")
    if targets and len(rules) == 1:
        return translate("Alerts", "Remove target")
    return translate("Alerts", "Delete")


def gone_words(rules: Sequence[Rule], scene: Scene) -> str:
    """Return which targets are gone with their rules and what brings them back, "" for none."""
    targets = of_targets(rules)
    if not targets:
        return ""
    if len(targets) == 1:
        words = translate("Alerts", "{target} is gone as well. Undo: {keys}")
        return words.format(target=_target_words(targets[0], scene), keys=_undo_keys())
    words = translate("Alerts", "{number} targets are gone as well. Undo: {keys}")
    return words.format(number=len(targets), keys=_undo_keys())


def ask_first(
    rules: Sequence[Rule], scene: Scene, parent: QWidget, go_on: Callable[[], None]
) -> None:
    """Delete at once, but let the user decide where several targets would go."""
    targets = of_targets(rules)
    if len(targets) < 2:
        go_on()
        return
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate("Alerts", "Delete alerts"))
    box.setText(
        translate("Alerts", "With these alerts {number} targets go as well.").format(
            number=len(targets)
        )
    )
    box.setInformativeText(_details(targets, scene))
    box.addButton(translate("Alerts", "Delete"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(
        box.addButton(translate("Alerts", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    )
    box.accepted.connect(go_on)
    box.open()


def _details(targets: Sequence[Rule], scene: Scene) -> str:
    lines = [_target_words(each, scene) for each in targets[:_NAMED]]
    if len(targets) > _NAMED:
        more = translate("Alerts", "and {number} more")
        lines.append(more.format(number=len(targets) - _NAMED))
    keys = translate("Alerts", "{keys} brings everything back.").format(keys=_undo_keys())
    return "\n".join([*lines, "", keys])


def _target_words(rule: Rule, scene: Scene) -> str:
    """Return the target of a rule: its amount and whose it is."""
    amounts = (scene.phrases.compact(float(each.level), each.currency) for each in rule.terms)
    return translate("Alerts", "The target {amount} of {name}").format(
        amount=listed(amounts), name=company_name(rule.subject.number, scene)
    )


def _undo_keys() -> str:
    keys = QKeySequence(QKeySequence.StandardKey.Undo)
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
