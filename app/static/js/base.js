/* What every page loads. Each part looks for its own data-attributes and does nothing without them. */
import "./base/confirm.js";
import "./base/once.js";
import "./base/menu.js";
import "./base/drafts.js";
import "./base/dialog.js";
import "./base/countdown.js";
import "./base/poll.js";
import "./base/notification_badge.js";
import "./base/forms.js";
import "./base/return.js";
import "./base/reveal.js";
import "./base/toast.js";
