"""Adapter to paper and spreadsheets: reports as PDF and XLSX files."""
