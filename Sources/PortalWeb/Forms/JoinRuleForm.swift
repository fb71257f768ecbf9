import PortalCore
import SignalingProtocol

/// When sessions can be joined (W1), and what happens without a host.
struct JoinRuleForm: PracticeForm, Equatable {
    let before: String
    let after: String
    let countFrom: String
    let absence: String

    init(_ practice: Practice) {
        before = "\(practice.joinRule.minutesBefore)"
        after = "\(practice.joinRule.minutesAfter)"
        countFrom = practice.joinRule.countFrom.rawValue
        absence = practice.hostAbsence.rawValue
    }

    init(_ fields: FormFields) {
        func field(_ name: String) -> String { String(fields[name].prefix(20)) }
        before = field("before")
        after = field("after")
        countFrom = field("countFrom")
        absence = field("absence")
    }

    func apply(to practice: inout Practice, words: Words) -> [ErrorLine] {
        var errors: [ErrorLine] = []
        func refuse(_ field: String, _ text: String) { errors.append(ErrorLine(field: field, text: words(text))) }
        let before = minutes(self.before)
        let after = minutes(self.after)
        let countFrom = JoinRule.CountFrom(rawValue: self.countFrom)
        if before == nil { refuse("before", "settings.join.minutesWrong") }
        if after == nil { refuse("after", "settings.join.minutesWrong") }
        if countFrom == nil { refuse("countFrom", "settings.join.countFromMissing") }
        if let before, let after, let countFrom {
            let rule = JoinRule(minutesBefore: before, minutesAfter: after, countFrom: countFrom)
            if let rule { practice.joinRule = rule } else { refuse("after", "settings.join.windowEmpty") }
        }
        if let absence = HostAbsencePolicy(rawValue: absence) {
            practice.hostAbsence = absence
        } else {
            refuse("absence", "settings.join.absenceMissing")
        }
        return errors
    }

    private func minutes(_ text: String) -> Int? {
        Int(text).flatMap { (0...JoinRule.longestMinutes).contains($0) ? $0 : nil }
    }
}
