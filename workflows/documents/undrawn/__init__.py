"""What cannot be drawn as a PDF stands on the work queue with its reason until it is drawn or not needed any more."""
