import Foundation
import PortalCore
import SignalingProtocol
import Storage

/// The audit log, a page of it, newest first.
struct AuditView: Sendable {
    let action: String
    let backUrl: String
    let hasErrors: Bool
    let errorTitle: String
    let errors: [ErrorLine]
    let actor: SelectView
    let act: SelectView
    let day: FieldView
    /// What alone is looked at, if it is one thing.
    let about: About?
    let isFiltered: Bool
    let countText: String
    let hasEntries: Bool
    let entries: [AuditRow]
    let pager: PagerView?
    let csvUrl: String
    let jsonUrl: String

    struct About: Sendable {
        let id: String
        let name: String
        let clearUrl: String
    }

    init(
        _ records: [AuditRecord], things: [String: AuditedThing], form: AuditForm, errors: [ErrorLine], page: Int, count: Int,
        staff: [Staff], places: Places, speech: Speech, now: Instant
    ) {
        let words = speech.words
        let names = AuditNames(things: things, speech: speech, now: now)
        action = places.audit
        backUrl = places.settings
        self.errors = errors
        hasErrors = !errors.isEmpty
        errorTitle = ErrorLine.title(errors.count, words)
        actor = SelectView(
            "actor", label: words("auditLog.actor"), options: Self.actors(form.actor, staff: staff, names: names, words), errors: errors)
        act = SelectView("act", label: words("auditLog.act"), options: Self.acts(form.act, words), errors: errors)
        // What isn't a date is shown again as it was typed, which a field for dates doesn't do.
        day = FieldView("day", label: words("auditLog.day"), value: form.day, errors: errors, type: errors.isEmpty ? "date" : "text")
        about =
            form.object.isEmpty
            ? nil
            : About(id: form.object, name: names.object(form.object), clearUrl: places.audit + form.query(object: ""))
        isFiltered = form != AuditForm(FormFields(""))
        countText = words(count == 1 ? "auditLog.one" : "auditLog.count", ["count": "\(count)"])
        entries = records.map { AuditRow($0, names: names, form: form, places: places, speech: speech, now: now) }
        hasEntries = !records.isEmpty
        pager = PagerView(page: page, count: count, words: words) { places.audit + form.query(page: $0) }
        csvUrl = places.auditExport(.csv) + form.query()
        jsonUrl = places.auditExport(.jsonl) + form.query()
    }

    /// Those who work or worked here, the three without a name, and whoever is wished for beside them.
    private static func actors(_ chosen: String, staff: [Staff], names: AuditNames, _ words: Words) -> [SelectView.Option] {
        var choices = [("", words("auditLog.everybody"))] + staff.map { ($0.subject.rawValue, $0.name.text) }
        choices += AuditNames.nameless.map { ($0, names.actor($0)) }
        if !choices.contains(where: { $0.0 == chosen }) { choices.append((chosen, names.actor(chosen))) }
        return choices.map { SelectView.Option(value: $0, text: $1, isChosen: $0 == chosen) }
    }

    private static func acts(_ chosen: String, _ words: Words) -> [SelectView.Option] {
        let all = words.acts.sorted { $0.text.localizedStandardCompare($1.text) == .orderedAscending }
        return ([("", words("auditLog.everything"))] + all)
            .map { SelectView.Option(value: $0.0, text: $0.1, isChosen: $0.0 == chosen) }
    }
}
