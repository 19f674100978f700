// Prints what Redocly's recommended rules, each of them strict, find in an OpenAPI document, as JSON: [[severity, rule, place, message], …].
import { createConfig, lint } from "@redocly/openapi-core";

const config = await createConfig({ extends: ["recommended-strict"] });
const problems = await lint({ ref: process.argv[2], config });
const told = problems.map(({ severity, ruleId, location, message }) => [severity, ruleId, location[0]?.pointer ?? "", message]);
console.log(JSON.stringify(told));
