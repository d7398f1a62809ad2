// Reads a status page with a public client of Statuspage's API; the argument is its address. Prints what it understood.
const {Statuspage} = require('statuspage.io');

const client = new Statuspage('page');
client.apiClient.defaults.baseURL = process.argv[2];
const {api} = client;

Promise.all([
  api.getSummary(),
  api.getStatus(),
  api.getComponents(),
  api.incidents.getAll(),
  api.incidents.getUnresolved(),
  api.scheduledMaintenances.getUpcoming(), // getAll and getActive of this client ask for the same
]).then(([summary, status, components, all, unresolved, upcoming]) => {
  const names = list => list.map(one => one.name);
  console.log(JSON.stringify({
    page: summary.page.name,
    indicator: [summary.status.indicator, status.status.description],
    components: components.components.map(one => [one.name, one.status]),
    incidents: names(all.incidents),
    unresolved: names(unresolved.incidents),
    open: names(summary.incidents),
    updates: all.incidents.flatMap(one => one.incident_updates.map(update => update.body)),
    upcoming: names(upcoming.scheduled_maintenances),
    planned: names(summary.scheduled_maintenances),
  }));
});
