"""Every fact that was ever loaded, which of them stand today, and how tables are derived from them.
Append-only Parquet, one folder a load."""
