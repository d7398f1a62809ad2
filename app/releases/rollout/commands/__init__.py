"""Commands of the panel: each is carried out once, by the controller here or for systems elsewhere."""
