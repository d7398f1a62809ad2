-- The database and its two roles: the owner of the tables, who migrates them, and the application, which reads and
-- writes rows. Run once, as a superuser:
--   SIGAP_OWNER_PASSWORD=… SIGAP_PASSWORD=… psql -v ON_ERROR_STOP=1 -f deploy/roles.sql postgres
-- What the application may do in each table is granted after every migration: flask --app wsgi grants sigap
\getenv owner_password SIGAP_OWNER_PASSWORD
\getenv password SIGAP_PASSWORD
CREATE ROLE sigap_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE sigap LOGIN PASSWORD :'password';
CREATE DATABASE sigap OWNER sigap_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE sigap FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE sigap TO sigap;
