import "./elements/duet-app.js";
