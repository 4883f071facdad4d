"""A folder of one's own as a report: notebooks executed, figures and tables gathered on one page."""
