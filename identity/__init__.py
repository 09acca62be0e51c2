"""Which mentions mean one person, which affiliation names which institution, and why? Claims, never
facts."""
