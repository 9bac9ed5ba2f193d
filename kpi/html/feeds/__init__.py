"""Lists for other programs: Atom, iCalendar, the sitemap."""
