/* What the panel loads on top of base.js. */
import "./panel/cut_text.js";
import "./panel/filters.js";
import "./panel/bulk.js";
import "./panel/lookup.js";
import "./panel/pickers.js";
import "./panel/dates.js";
import "./panel/inline_rows.js";
import "./panel/keys.js";
import "./panel/find.js";
import "./panel/nav_counts.js";
import "./panel/view_counts.js";
import "./panel/find_here.js";
import "./panel/spy.js";
import "./panel/matrix.js";
