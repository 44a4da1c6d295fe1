"""The addresses of the pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, register_converter

from erdapp.web.converters import PairConverter
from erdapp.web.views import (
    accounts,
    compare,
    connections,
    documents,
    health,
    home,
    members,
    migrations,
    next_migration,
    notes,
    projects,
    relations,
    saved_views,
    search,
    shares,
    style,
    tables,
    tokens,
    versions,
)

register_converter(PairConverter, "pair")

account_urls: list[URLPattern | URLResolver] = [
    path("login/", accounts.login, name="login"),
    path("logout/", accounts.logout, name="logout"),
    path("signup/", accounts.signup, name="signup"),
    path("account/tokens/", tokens.page, name="api-tokens"),
    path("account/tokens/<int:pk>/withdraw/", tokens.withdraw, name="withdraw-token"),
]

version_urls: list[URLPattern | URLResolver] = [
    path("", versions.diagram, name="version"),
    path("erd", versions.diagram, name="version-erd"),
    path("erd.rows.json", versions.rows, name="version-rows"),
    path("erd.names.json", versions.names, name="version-names"),
    path("erd.<slug:suffix>", versions.export_file, name="version-export"),
    path("tables/", tables.index, name="tables"),
    path("t/<path:table>/", tables.detail, name="table"),
    path("notes/<path:table>/", notes.edit, name="edit-note"),
    path("relations/", relations.page, name="relations"),
    path("relations/answer/", relations.answer, name="answer-relation"),
    path("sql/", versions.sql, name="version-sql"),
    path("sql/<int:position>", versions.source_file, name="version-source"),
    path("problems/", versions.problems, name="version-problems"),
    path("findings/", versions.findings, name="version-findings"),
]

compare_urls: list[URLPattern | URLResolver] = [
    path("compare/", compare.choose, name="compare-choose"),
    path("compare/<pair:pair>", compare.diagram, name="compare"),
    path("compare/<pair:pair>/changes", compare.changes, name="compare-changes"),
    path("compare/<pair:pair>/migration", compare.migration, name="compare-migration"),
    path("compare/<pair:pair>/proof", compare.proof, name="compare-proof"),
    path("compare/<pair:pair>/answer", compare.answer, name="compare-answer"),
    path("compare/<pair:pair>/confirm", compare.confirm, name="compare-confirm"),
    path("compare/<pair:pair>/prove", compare.prove_again, name="compare-prove"),
    path("compare/<pair:pair>/<slug:direction>.sql", compare.migration_file, name="compare-file"),
    path("compare/<pair:pair>/erd.<slug:suffix>", compare.export_file, name="compare-export"),
    path("compare/<pair:pair>/erd.rows.json", compare.rows, name="compare-rows"),
]

connection_urls: list[URLPattern | URLResolver] = [
    path("", connections.page, name="connection"),
    path("state", connections.state, name="connection-state"),
    path("refresh/", connections.refresh, name="connection-refresh"),
    path("stop/", connections.stop, name="connection-stop"),
    path("forget/", connections.forget, name="connection-forget"),
]

migration_urls: list[URLPattern | URLResolver] = [
    path("", migrations.page, name="migrations"),
    path("put/", migrations.put, name="migrations-put"),
    path("next/", next_migration.page, name="migration-next"),
    path("next/source/", next_migration.from_source, name="migration-next-source"),
    path("next/folder.zip", next_migration.download, name="migration-next-zip"),
    path("folder.zip", migrations.download, name="migrations-zip"),
    path("f/<path:name>", migrations.file, name="migration-file"),
]

project_urls: list[URLPattern | URLResolver] = [
    path("", projects.detail, name="project"),
    path("search/", search.page, name="search"),
    path("versions/", projects.add_version, name="add-version"),
    path("rename/", projects.rename, name="rename-project"),
    path("visibility/", projects.visibility, name="project-visibility"),
    path("delete/", projects.delete, name="delete-project"),
    path("members/", members.add, name="add-member"),
    path("members/<int:pk>/remove/", members.remove, name="remove-member"),
    path("share/", shares.create, name="create-share"),
    path("views/", saved_views.save, name="save-view"),
    path("views/<int:pk>/delete/", saved_views.delete, name="delete-view"),
    path("share/<int:pk>/revoke/", shares.revoke, name="revoke-share"),
    path("connection/", include(connection_urls)),
    path("migrations/", include(migration_urls)),
    *compare_urls,
    path("v/<int:number>/", include(version_urls)),
]

share_urls: list[URLPattern | URLResolver] = [
    path("s/<slug:token>", shares.page, name="share"),
    path("s/<slug:token>.rows.json", shares.rows, name="share-rows"),
    path("s/<slug:token>.names.json", shares.names, name="share-names"),
    path("s/<slug:token>.<slug:suffix>", shares.export_file, name="share-export"),
    path("s/<slug:token>/t/<path:table>/", shares.table, name="share-table"),
    path("embed/<slug:token>", shares.embed, name="embed"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.index, name="home"),
    path("healthz", health.check, name="health"),
    path("docs/lint/", documents.lint_overview, name="lint-docs"),
    path("docs/lint/<slug:code>/", documents.lint_code, name="lint-code"),
    path("picture.<slug:digest>.css", style.picture_style, name="picture-style"),
    *account_urls,
    *share_urls,
    path("p/<slug:slug>/", include(project_urls)),
]
