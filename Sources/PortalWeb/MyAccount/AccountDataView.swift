/// My account: what the download of one's data holds, and its button.
struct AccountDataView: Sendable {
    let url: String
    let notice: ReasonWords?
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]

    init(url: String, notice: ReasonWords?, error: ErrorLine?, words: Words) {
        self.url = url
        self.notice = notice
        errors = [error].compactMap(\.self)
        hasErrors = error != nil
        errorTitle = ErrorLine.title(errors.count, words)
    }
}
