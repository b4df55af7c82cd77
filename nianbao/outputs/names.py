"""Which names a template may use: those of the view, found in a specimen of it.

Jinja finds a wrong name only when it renders that very place, and then without saying where. Here
the syntax tree is read instead, before anything is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jinja2 import Environment, nodes

from nianbao.findings.codes.of_documents import BAD_TAG, UNKNOWN_VARIABLE
from nianbao.findings.finding import Code
from nianbao.reading.fields import or_nearest

ANYTHING = object()  # a value whose parts are not known
LOOP = dict.fromkeys(
    ("index", "index0", "first", "last", "length", "revindex", "previtem", "nextitem"), ANYTHING
)

Tell = Callable[[str, int, Code], None]  # what is wrong, Jinja's line number, the finding's code
UNKNOWN, FORBIDDEN = UNKNOWN_VARIABLE, BAD_TAG
HELP = {UNKNOWN: "照手册里的名字写", FORBIDDEN: "照手册里的写法改"}
Scope = Mapping[str, Any]


def fields_of(part: object) -> dict[str, Any]:
    """Return the fields of a part of the view by their names; nothing where it has none."""
    return {name: getattr(part, name) for name in getattr(part, "_fields", ())}


class Names:
    """Follows the expressions of a template through a specimen of the view."""

    def __init__(self, environment: Environment, tell: Tell) -> None:
        self.environment = environment
        self.tell = tell

    def walk(self, body: Sequence[nodes.Node], scope: Scope) -> Scope:
        """Follow statements in their order; return the scope after them."""
        for node in body:
            scope = self._statement(node, scope)
        return scope

    def _statement(self, node: nodes.Node, scope: Scope) -> Scope:
        match node:
            case nodes.Output(nodes=expressions):
                for expression in expressions:
                    self.value(expression, scope)
            case nodes.For(target=target, iter=items, body=body, else_=else_, test=test):
                inner = self.bind_loop(target, items, scope)
                if test is not None:
                    self.value(test, inner)
                self.walk(body, inner)
                self.walk(else_, scope)
            case nodes.If(test=test, body=body, elif_=elif_, else_=else_):
                self.value(test, scope)
                for branch in (body, elif_, else_):
                    self.walk(branch, scope)
            case nodes.Assign(target=nodes.Name(name=name), node=expression):
                return {**scope, name: self.value(expression, scope)}
            case _:
                self.tell("模板里只用 for、if、set 和 {{ }}", node.lineno, FORBIDDEN)
        return scope

    def bind_loop(self, target: nodes.Node, items: nodes.Node, scope: Scope) -> Scope:
        """Return the scope inside a loop."""
        value = self.value(items, scope)
        if isinstance(value, str | int | dict | tuple):
            self.tell("for 要用在一列值上，这里的只是一个值", items.lineno, FORBIDDEN)
        inner = {**scope, "loop": LOOP}
        if isinstance(target, nodes.Name):
            first = value[0] if isinstance(value, list) and value else ANYTHING
            return {**inner, target.name: first}
        names = [node.name for node in target.find_all(nodes.Name)]
        return {**inner, **dict.fromkeys(names, ANYTHING)}

    def value(self, node: nodes.Node, scope: Scope) -> Any:
        """Return what an expression gives in the specimen, reporting names that lead nowhere."""
        match node:
            case nodes.Name(name=name):
                if name in scope:
                    return scope[name]
                self.tell(f"没有“{name}”{or_nearest(name, scope)}", node.lineno, UNKNOWN)
            case nodes.Getattr(node=base, attr=name):
                return self._part(base, name, scope, node.lineno)
            case nodes.Getitem(node=base, arg=nodes.Const(value=str(name))):
                return self._part(base, name, scope, node.lineno)
            case nodes.Getitem(node=base, arg=nodes.Const(value=int(place))):
                return self._item(base, place, scope, node.lineno)
            case nodes.Filter(name=name) if name not in self.environment.filters:
                near = or_nearest(name, self.environment.filters)
                self.tell(f"没有过滤器“{name}”{near}", node.lineno, UNKNOWN)
            case nodes.Test(name=name) if name not in self.environment.tests:
                near = or_nearest(name, self.environment.tests)
                self.tell(f"没有判断“is {name}”{near}", node.lineno, UNKNOWN)
            case nodes.Mul() | nodes.Pow():  # of a text, it would fill the memory
                self.tell("模板里不能做乘法、乘方", node.lineno, FORBIDDEN)
            case nodes.Call():
                self.tell("模板里不能调用函数", node.lineno, FORBIDDEN)
            case _:
                for child in node.iter_child_nodes():
                    self.value(child, scope)
        return ANYTHING

    def _item(self, base: nodes.Node, place: int, scope: Scope, line: int) -> Any:
        whole = self.value(base, scope)
        if not isinstance(whole, list):
            return ANYTHING
        if 0 <= place < len(whole):
            return whole[place]
        self.tell(f"只有 {len(whole)} 项，没有第 [{place}] 项（从 0 数起）", line, UNKNOWN)
        return ANYTHING

    def _part(self, base: nodes.Node, name: str, scope: Scope, line: int) -> Any:
        whole = self.value(base, scope)
        if whole is ANYTHING:
            return ANYTHING
        parts = whole if isinstance(whole, dict) else fields_of(whole)
        if not parts:
            self.tell(f"“{name}”前面的不是一组值", line, UNKNOWN)
            return ANYTHING
        if name in parts:
            return parts[name]
        owner = base.name if isinstance(base, nodes.Name) else getattr(base, "attr", "")
        self.tell(f"“{owner}”里没有“{name}”{or_nearest(name, parts)}", line, UNKNOWN)
        return ANYTHING
