"""Questions about a number as HTML: the form, the answers beside a number, the page of the desk."""
