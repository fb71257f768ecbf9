extension Practice {
    /// The names of the settings that differ from what they were: for the audit log. A new setting is among them by itself.
    public func settings(changedSince before: Practice) -> [String] {
        zip(Mirror(reflecting: before).children, Mirror(reflecting: self).children).compactMap { old, new in
            new.label == "revision" || "\(old.value)" == "\(new.value)" ? nil : new.label
        }
    }
}
