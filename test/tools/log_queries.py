"""Runs queries of the logs over sample files in DuckDB: JSON in, rows by query as JSON out.

Tables are views with the catalog's columns and types. Two functions of Trino that DuckDB has under
other names are macros of the same meaning; the text of the queries stays as it is.
"""

import json
import sys

import duckdb

MACROS = (
    "CREATE MACRO json_extract_scalar(document, path) AS json_extract_string(document, path)",
    "CREATE MACRO date_format(moment, format) AS strftime(moment, format)",
)


def duck_type(hive):
    """The DuckDB type of a Hive type, with names as they are written."""
    if hive.startswith("array<"):
        return duck_type(hive[len("array<") : -1]) + "[]"
    if hive.startswith("struct<"):
        fields = (field.split(":", 1) for field in split(hive[len("struct<") : -1]))
        return "STRUCT(" + ", ".join(f'"{name}" {duck_type(of)}' for name, of in fields) + ")"
    return {"string": "VARCHAR", "bigint": "BIGINT", "int": "INTEGER"}[hive]


def split(fields):
    """The fields of a struct: commas inside other types do not count."""
    depth, start = 0, 0
    for at, letter in enumerate(fields):
        depth += {"<": 1, ">": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            yield fields[start:at]
            start = at + 1
    yield fields[start:]


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def folders(table):
    """Columns that the folders' names give."""
    return [
        f"regexp_extract(filename, {quoted(table['folders'])}, {index}) AS {name}"
        for index, name in enumerate(table["partitions"], 1)
    ]


def records(table):
    """Files of CloudTrail: one object, with a list of records."""
    fields = ", ".join(f'"{one["name"]}" {duck_type(one["type"])}' for one in table["columns"])
    columns = [f'record."{one["name"]}" AS {one["name"].lower()}' for one in table["columns"]]
    source = (
        f"SELECT unnest(Records) AS record, filename FROM read_json({quoted(table['files'])}, "
        f"columns = {{Records: {quoted(f'STRUCT({fields})[]')}}}, filename = true)"
    )
    return f"SELECT {', '.join(columns + folders(table))} FROM ({source})"


def lines(table):
    """Text with spaces between fields. What is no number is none, as Hive reads it."""
    names = [one["name"] for one in table["columns"]]
    read = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    columns = [
        f"TRY_CAST({one['name']} AS {duck_type(one['type'])}) AS {one['name']}"
        for one in table["columns"]
    ]
    source = (
        f"read_csv({quoted(table['files'])}, delim = ' ', header = false, skip = 1, quote = '', "
        f"auto_detect = false, columns = {{{read}}}, filename = true)"
    )
    return f"SELECT {', '.join(columns + folders(table))} FROM {source}"


READERS = {"records": records, "lines": lines}

given = json.load(sys.stdin)
database = duckdb.connect(
    config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
)
database.execute("SET TimeZone = 'UTC'")
for macro in MACROS:
    database.execute(macro)
database.execute(f"CREATE SCHEMA {given['database']}")
for table in given["tables"]:
    view = f"{given['database']}.{table['name']}"
    database.execute(f"CREATE VIEW {view} AS {READERS[table['kind']](table)}")

answers = {}
for name, sql in given["queries"].items():
    result = database.execute(sql)
    columns = [one[0] for one in result.description]
    answers[name] = [dict(zip(columns, row)) for row in result.fetchall()]
json.dump(answers, sys.stdout, default=int)
