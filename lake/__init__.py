"""Every fact that was ever loaded, and which of them stand today. Append-only Parquet, one folder a
load."""
