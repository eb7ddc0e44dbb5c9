// The scripts of the staff shell. Everything works without them; they save time.
import "./dialogs.js";
import "./forms.js";
import "./lists.js";
import "./narrow.js";
import "./session.js";
import "./shortcuts.js";
import "./toasts.js";
