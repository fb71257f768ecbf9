import SignalingProtocol

/// How long texts and lists may be, whoever decoded them.
enum Wording {
    /// Why a message is refused for its words; `nil` if they are in order.
    static func refusal(of message: ClientMessage) -> Refusal? {
        switch message {
        case .waitingKnock(let knock): text(knock.note, TextLimits.knockNote, "note")
        case .waitingAdmit(let admit): list(admit.ids)
        case .waitingDeny(let denial): text(denial.reason, TextLimits.reason, "reason")
        case .waitingMessage(let note): list(note.ids) ?? required(note.text, TextLimits.waitingMessage, "text")
        case .participantMute(let mute): list(mute.ids)
        case .participantRemove(let removal): text(removal.reason, TextLimits.reason, "reason")
        case .roomEnd(let end): text(end.reason, TextLimits.reason, "reason")
        case .bye(let bye): text(bye.reason, TextLimits.reason, "reason")
        case .chatSend(let draft): required(draft.text, TextLimits.chat, "text")
        case .qualityReport(let quality): text(quality.reason, TextLimits.reason, "reason")
        default: nil
        }
    }

    private static func text(_ text: String?, _ longest: Int, _ field: String) -> Refusal? {
        guard let text, text.count > longest else { return nil }
        return bad("at most \(longest) characters", field)
    }

    private static func required(_ words: String, _ longest: Int, _ field: String) -> Refusal? {
        words.allSatisfy(\.isWhitespace) ? bad("nothing is said", field) : text(words, longest, field)
    }

    private static func list(_ ids: [ParticipantID]) -> Refusal? {
        (1...TextLimits.idsPerRequest).contains(ids.count) ? nil : bad("1 to \(TextLimits.idsPerRequest) ids", "ids")
    }

    private static func bad(_ message: String, _ field: String) -> Refusal {
        Refusal(.badRequest, message, details: Refusal.Details(field: field))
    }
}
