/// What every page of settings begins with: the way back, what was just done or is wrong, and where one is.
struct SettingsHead: Sendable {
    let title: String
    let lead: String?
    let notice: String?
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    let backUrl: String
    let backText: String

    init(
        _ title: String, lead: String? = nil, notice: String? = nil, errors: [ErrorLine] = [], back: (url: String, text: String),
        words: Words
    ) {
        self.title = title
        self.lead = lead
        self.notice = notice
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        backUrl = back.url
        backText = back.text
    }

    /// Of a page right below the settings, whose words are a group with `title` and `lead`.
    init(_ group: String, notice: String?, errors: [ErrorLine], places: Places, words: Words) {
        self.init(
            words("\(group).title"), lead: words("\(group).lead"), notice: notice, errors: errors,
            back: (places.settings, words("settings.title")), words: words)
    }
}
