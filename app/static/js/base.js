/* What every page loads. Each part looks for its own data-attributes and does nothing without them. */
import "./confirm.js";
import "./once.js";
import "./menu.js";
import "./dialog.js";
import "./countdown.js";
import "./poll.js";
import "./bell.js";
import "./forms.js";
import "./reveal.js";
