# A drill: what a contributor types to add next year's report, in the order of docs/contributing/add-a-report.md.
# The report, the city and its projects are invented. They are added to copies of the project only, never to the Atlas.

.venv/bin/python -m atlas new source --id s-drill-2026-me \
  --title "Monitoring and Evaluation Report 2026 (invented for a drill)" --publisher "Nobody: invented for a drill" \
  --url https://example.net/invented-for-a-drill.pdf --date 2026-09-30 --language en --kind official \
  --accessed 2026-12-01

.venv/bin/python -m atlas new city --name Contoh --country ID --joined 2026 --lat -0.9 --lon 119.9 \
  --coordinates-source s-geonames --population 123456 --population-year 2025 \
  --population-source s-drill-2026-me --population-page 5

.venv/bin/python -m atlas new project --city contoh --name "Invented Night Clinic" \
  --focus-area health-and-well-being --status in-progress --as-of 2026-09-30 --source s-drill-2026-me --page 28

.venv/bin/python -m atlas new project --city contoh --name "Invented Siren Network" \
  --focus-area safety-and-security --status planned --as-of 2026-09-30 --source s-drill-2026-me --page 28

.venv/bin/python -m atlas new report --id drill-2026 --title "Invented Monitoring and Evaluation Report 2026" \
  --source s-drill-2026-me --pages 33 --summary "Invented for a drill, by which the adding of a report is tested." \
  --total 135 --cities 36 --rows rows.csv

.venv/bin/python -m atlas fmt
