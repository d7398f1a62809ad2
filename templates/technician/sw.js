{% if worker_type == "module" %}import {{ worker_url|tojson }};{% endif %}

self.SIGAP = {{ {"version": version, "offline": url_for("technician.offline"), "assets": assets}|tojson }};
{% if worker_type == "classic" %}importScripts({{ worker_url|tojson }});{% endif %}

