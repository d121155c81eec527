"""Runs the components of a model one after another, without a scheduler.

Why: Rasa hands its graph to Dask at every run, three times a turn. Dask plans it anew
each time and runs it in a scheduler made for clusters, where it still takes one
component after another: a tenth of a turn.
Replaces: `DaskGraphRunner.run` (rasa/engine/runner/dask.py:75-102) for loaded models,
through the name under which the processor knows the runner. Training stays with Dask.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core import processor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

Run = dict[str, Any]


def install() -> None:
    """Puts the replacement in force for every model loaded from now on."""
    processor.DaskGraphRunner = StraightGraphRunner


class StraightGraphRunner(DaskGraphRunner):
    """The same components with the same inputs and outputs."""

    def run(self, inputs: Run | None = None, targets: list[str] | None = None) -> Run:
        """The outputs of the targets.

        Args:
            inputs: What is given from outside, by the names the components know.
            targets: The components whose output is wanted; those of the schema if none.

        Raises:
            GraphRunError: when a component lacks an input or an input has the name of a
                component.
        """
        wanted = targets or self._graph_schema.target_names
        order = self._order(wanted)
        done: Run = dict.fromkeys(order)
        self._add_inputs_to_graph(inputs, done)
        try:
            for name in order:
                needs = self._graph_schema.nodes[name].needs.values()
                given = (done.get(parent, parent) for parent in needs)
                done[name] = self._instantiated_nodes[name](*given)
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(done[name] for name in wanted)

    def _order(self, wanted: Iterable[str]) -> list[str]:
        """What the targets need and they themselves, each after what it needs."""
        order: dict[str, None] = {}

        def visit(name: str) -> None:
            if name in order or name not in self._graph_schema.nodes:
                return
            for parent in self._graph_schema.nodes[name].needs.values():
                visit(parent)
            order[name] = None

        for name in wanted:
            visit(name)
        return list(order)
