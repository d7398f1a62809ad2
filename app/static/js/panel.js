/* What the panel loads on top of base.js. */
import "./filters.js";
import "./bulk.js";
import "./lookup.js";
import "./pickers.js";
import "./inline_rows.js";
import "./keys.js";
import "./find_here.js";
