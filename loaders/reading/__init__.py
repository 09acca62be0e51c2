"""What the sources share: how files are opened, cut into records, checked and stated."""
