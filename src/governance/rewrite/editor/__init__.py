"""The trained editor: which clauses of a line stay, what names the goods in one that goes, which pointer answers."""
