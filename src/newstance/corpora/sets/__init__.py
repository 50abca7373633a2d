"""The labelled sets, one short module each: raw record, mapping, licence and citation in its docstring."""
