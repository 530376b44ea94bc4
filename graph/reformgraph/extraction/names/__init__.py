"""People, companies, projects and documents."""
