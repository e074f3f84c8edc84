import "./elements/duet-call.js";
