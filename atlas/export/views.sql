-- The views, run when all tables are there; a table says what each shows.

CREATE VIEW "projects_overview" AS SELECT projects.id, projects.name, city_name AS city, country_name AS country,
  focus_area_names AS focus_areas, status, status_as_of, started, newest_stage, plan_outcome,
  reports.title AS last_report, projects.web_page
FROM projects LEFT JOIN reports ON reports.id = projects.last_report;
INSERT INTO "tables" VALUES ('projects_overview', 'A project in few columns, with names for ids.');

CREATE VIEW "project_sources" AS SELECT projects.id AS project, projects.name, sources.id AS source, title, publisher, date, page, url
FROM citations JOIN projects ON projects.id = record JOIN sources ON sources.id = source
WHERE collection = 'projects' ORDER BY record, position;
INSERT INTO "tables" VALUES ('project_sources', 'A source that a project rests on, once for each page.');
