"""Expressions of workflows of GitHub, `${{ … }}`, as far as the examples and the action of this project use them."""

import re

TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|[!().,*]))")
STATUS = {"success", "failure", "always", "cancelled"}


class Expression:
    """One expression, read against contexts (a dict) and functions (a dict of callables)."""

    def __init__(self, text, contexts, functions):
        self.contexts = contexts
        self.functions = functions
        self.tokens = []
        at = 0
        text = text.strip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise ValueError(f"not understood from `{text[at:]}` on, in `{text}`")
            self.tokens.append(found.group(1) or found.group(2) or found.group(3))
            at = found.end()
        self.at = 0

    def value(self):
        value = self.either()
        if self.at != len(self.tokens):
            raise ValueError(f"`{self.tokens[self.at]}` was not expected")
        return value

    def next(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, *expected):
        token = self.next()
        if token is None or (expected and token not in expected):
            raise ValueError(f"`{token}` was not expected")
        self.at += 1
        return token

    def either(self):
        left = self.both()
        while self.next() == "||":
            self.take()
            right = self.both()
            left = left if truthy(left) else right
        return left

    def both(self):
        left = self.equal()
        while self.next() == "&&":
            self.take()
            right = self.equal()
            left = right if truthy(left) else left
        return left

    def equal(self):
        left = self.single()
        while self.next() in ("==", "!="):
            same = self.take() == "=="
            left = equals(left, self.single()) == same
        return left

    def single(self):
        if self.next() == "!":
            self.take()
            return not truthy(self.single())
        if self.next() == "(":
            self.take()
            value = self.either()
            self.take(")")
            return value
        token = self.take()
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[token]
        if self.next() == "(":
            return self.call(token)
        return self.property(token)

    def call(self, name):
        self.take("(")
        arguments = []
        while self.next() != ")":
            arguments.append(self.either())
            if self.next() == ",":
                self.take()
        self.take(")")
        if name == "contains":
            collection, wanted = arguments
            if isinstance(collection, list):
                return any(equals(item, wanted) for item in collection)
            return as_text(wanted).lower() in as_text(collection).lower()
        return self.functions[name](*arguments)

    def property(self, name):
        # A context that is misspelt would be empty for GitHub as well, but never meant.
        value = self.contexts[name]
        every = False
        while self.next() == ".":
            self.take()
            name = self.take()
            if name == "*":
                value = value if isinstance(value, list) else list((value or {}).values())
                every = True
            elif every:
                value = [item.get(name) for item in value]
            else:
                value = value.get(name) if isinstance(value, dict) else None
        return value


def truthy(value):
    return value not in (None, False, 0, "")


def number(value):
    if value is None or value == "":
        return 0
    if isinstance(value, bool):
        return int(value)
    try:
        return float(value)
    except ValueError:
        return float("nan")


def equals(left, right):
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    return number(left) == number(right)


def as_text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def filled(text, contexts, functions):
    """A text of a workflow with its `${{ … }}` replaced."""
    if not isinstance(text, str):
        return as_text(text)
    return re.sub(r"\$\{\{(.*?)\}\}", lambda it: as_text(Expression(it[1], contexts, functions).value()), text)


def condition(text, contexts, functions):
    """Whether a step with this `if` is run: without a function of the status only after success."""
    text = as_text(True if text is None else text).strip()
    if text.startswith("${{") and text.endswith("}}"):
        text = text[3:-2]
    holds = truthy(Expression(text, contexts, functions).value())
    called = set(re.findall(r"\b(\w+)\(", text))
    return holds and (bool(called & STATUS) or functions["success"]())
