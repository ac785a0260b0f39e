"""Bytes in: connectors turn files, pages, feeds and data sets into captures and reports."""
