# A drill: what a contributor types to add next year's report, in the order of docs/contributing/add-a-report.md.
# The report, the city and its projects are invented. They are added to copies of the project only, never to the Atlas.
# A word that begins with $ stands for what follows from the newest real report.

.venv/bin/python -m atlas new source --id $source \
  --title "Monitoring and Evaluation Report $year (invented for a drill)" --publisher "Nobody: invented for a drill" \
  --url https://example.net/invented-for-a-drill.pdf --date $date --language en --kind official \
  --accessed $read

.venv/bin/python -m atlas new city --name Contoh --country ID --joined $year --lat -0.9 --lon 119.9 \
  --coordinates-source s-geonames --population 123456 --population-year $before \
  --population-source $source --population-page 5

.venv/bin/python -m atlas new project --id contoh-night-clinic --city contoh --name "Invented Night Clinic" \
  --focus-area health-and-well-being --status in-progress --as-of $date --source $source --page $chart

.venv/bin/python -m atlas new project --id contoh-siren-network --city contoh --name "Invented Siren Network" \
  --focus-area safety-and-security --status planned --as-of $date --source $source --page $chart

.venv/bin/python -m atlas new report --id $report --title "Invented Monitoring and Evaluation Report $year" \
  --source $source --pages $pages --summary "Invented for a drill, by which the adding of a report is tested." \
  --total $total --cities $cities --rows rows.csv

.venv/bin/python -m atlas fmt
