"""CREATE and ALTER DOMAIN of PostgreSQL."""

from __future__ import annotations

from msgspec.structs import replace

from erdapp.loaders.sql.expressions import take_expression, take_type
from erdapp.loaders.sql.indexparts import collation_name
from erdapp.loaders.sql.moves import take_new_name
from erdapp.loaders.sql.reader import Reader
from erdapp.loaders.sql.state import LoadState
from erdapp.loaders.sql.types import find_type, move_type
from erdapp.schema import Check, Column, Domain


def create_domain(reader: Reader, state: LoadState) -> None:
    """`CREATE DOMAIN name AS type [COLLATE …] [DEFAULT …] [constraints]`."""
    reader.expect("CREATE", "DOMAIN")
    name = state.created(reader.parts())
    reader.accept("AS")
    domain = Domain(name=name.name, type=state.type(take_type(reader)), schema=name.schema)
    while not reader.at_end:
        domain = _clause(reader, state, domain)
    state.builder.put(domain)


def _clause(reader: Reader, state: LoadState, domain: Domain) -> Domain:
    if reader.accept("COLLATE"):
        return replace(domain, collation=collation_name(reader, state))
    if reader.accept("DEFAULT"):
        return replace(domain, default=_default(reader, state, domain))
    name = reader.name() if reader.accept("CONSTRAINT") else ""
    if reader.accept("NOT", "NULL"):
        return replace(domain, null=False)
    if reader.accept("NULL"):
        return replace(domain, null=True)
    return replace(domain, checks=(*domain.checks, _check(reader, state, domain, name)))


def _default(reader: Reader, state: LoadState, domain: Domain) -> str | None:
    text = take_expression(reader)
    return state.facts.normal_default(text, Column(name=domain.name, type=domain.type))


def _check(reader: Reader, state: LoadState, domain: Domain, name: str) -> Check:
    reader.expect("CHECK")
    expression = state.facts.normal_expression(reader.parenthesised())
    validated = not reader.accept("NOT", "VALID")
    return Check(expression=expression, name=name or _free_check_name(domain), validated=validated)


def _free_check_name(domain: Domain) -> str:
    """The name PostgreSQL gives an unnamed check: `name_check`, `name_check1` …"""
    taken = {check.name for check in domain.checks}
    base = f"{domain.name}_check"
    candidates = [base, *(f"{base}{number}" for number in range(1, len(taken) + 1))]
    return next(name for name in candidates if name not in taken)


def alter_domain(reader: Reader, state: LoadState) -> None:
    """`ALTER DOMAIN`: default, nullability, constraints, names."""
    reader.expect("ALTER", "DOMAIN")
    parts = reader.parts()
    domain = find_type(state, parts)
    if not isinstance(domain, Domain):
        if not reader.peek("OWNER"):
            state.warn(f"there is no domain {'.'.join(parts)} here")
        return
    if new := take_new_name(reader, state, domain):
        move_type(state, domain, new)
    else:
        state.builder.put(_altered(reader, state, domain))


def _altered(reader: Reader, state: LoadState, domain: Domain) -> Domain:
    if reader.accept("SET", "DEFAULT"):
        return replace(domain, default=_default(reader, state, domain))
    if reader.accept("DROP", "DEFAULT"):
        return replace(domain, default=None)
    if reader.accept("SET", "NOT", "NULL"):
        return replace(domain, null=False)
    if reader.accept("DROP", "NOT", "NULL"):
        return replace(domain, null=True)
    if reader.accept("ADD"):
        return _clause(reader, state, domain)
    if reader.accept("DROP", "CONSTRAINT"):
        reader.if_exists()
        name = reader.name()
        kept = tuple(check for check in domain.checks if check.name != name)
        return replace(domain, checks=kept)
    if reader.accept("RENAME", "CONSTRAINT"):
        old = reader.name()
        reader.expect("TO")
        return _each_check(domain, old, name=reader.name())
    if reader.accept("VALIDATE", "CONSTRAINT"):
        return _each_check(domain, reader.name(), validated=True)
    reader.expect("OWNER")
    return domain


def _each_check(domain: Domain, wanted: str, **fields: str | bool) -> Domain:
    """The domain with the check named `wanted` changed."""
    checks = tuple(
        replace(check, **fields) if check.name == wanted else check for check in domain.checks
    )
    return replace(domain, checks=checks)
