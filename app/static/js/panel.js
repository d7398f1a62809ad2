/* What the panel loads on top of base.js. */
import "./panel/cut_text.js";
import "./panel/filters.js";
import "./panel/bulk.js";
import "./panel/fields/lookup.js";
import "./panel/fields/pickers.js";
import "./panel/fields/dates.js";
import "./panel/fields/inline_rows.js";
import "./panel/keys.js";
import "./panel/navigation/find.js";
import "./panel/navigation/counts.js";
import "./panel/view_counts.js";
import "./panel/navigation/find_here.js";
import "./panel/navigation/spy.js";
import "./panel/matrix.js";
