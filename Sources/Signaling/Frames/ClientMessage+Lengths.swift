import SignalingProtocol

extension ClientMessage {
    /// Checks what the types themselves don't: how long texts and lists are (``SignalingProtocol/TextLimits``).
    func checkLengths() throws(FrameRefusal) {
        switch self {
        case .hello(let hello): try hello.checkLengths()
        case .bye(let bye): try check(bye.reason, TextLimits.reason, "reason")
        case .waitingKnock(let knock): try check(knock.note, TextLimits.knockNote, "note")
        case .waitingAdmit(let admit): try check(admit.ids)
        case .waitingDeny(let deny): try check(deny.reason, TextLimits.reason, "reason")
        case .waitingMessage(let note):
            try check(note.ids)
            try check(note.text, TextLimits.waitingMessage, "text", emptyAllowed: false)
        case .participantMute(let mute): try check(mute.ids)
        case .participantRemove(let remove): try check(remove.reason, TextLimits.reason, "reason")
        case .roomEnd(let end): try check(end.reason, TextLimits.reason, "reason")
        case .chatSend(let draft): try check(draft.text, TextLimits.chat, "text", emptyAllowed: false)
        case .qualityReport(let quality): try check(quality.reason, TextLimits.reason, "reason")
        default: break
        }
    }
}

extension Hello {
    fileprivate func checkLengths() throws(FrameRefusal) {
        guard (token == nil) != (resume == nil) else {
            throw FrameRefusal(.badRequest, "hello has either a token or a resume", field: "token")
        }
        guard resume.map({ (-1...Self.furthestSeq).contains($0.lastSeq) }) ?? true else { throw .wrong("resume.lastSeq") }
        try check(client?.name, TextLimits.featureName, "client.name")
        try check(client?.version, TextLimits.featureName, "client.version")
        guard (features?.count ?? 0) <= TextLimits.features else { throw .wrong("features") }
        for feature in features ?? [] { try check(feature, TextLimits.featureName, "features") }
    }

    /// What a JavaScript number holds exactly. The least is -1: "have nothing".
    private static let furthestSeq = 1 << 53
}

/// Characters are counted as grapheme clusters, and no text may have more than four scalars to each: otherwise one
/// character could be built of thousands.
private func check(_ text: String?, _ longest: Int, _ field: String, emptyAllowed: Bool = true) throws(FrameRefusal) {
    guard let text else { return }
    guard emptyAllowed || !text.isEmpty else { throw .wrong(field) }
    guard text.unicodeScalars.count <= 4 * longest, text.count <= longest else {
        throw FrameRefusal(.badRequest, "at most \(longest) characters", field: field)
    }
}

private func check(_ ids: [ParticipantID]) throws(FrameRefusal) {
    guard (1...TextLimits.idsPerRequest).contains(ids.count) else {
        throw FrameRefusal(.badRequest, "1 to \(TextLimits.idsPerRequest) ids", field: "ids")
    }
}
