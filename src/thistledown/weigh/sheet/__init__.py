"""Every event of a record in columns: what lists, counts and pictures are made from in milliseconds."""
