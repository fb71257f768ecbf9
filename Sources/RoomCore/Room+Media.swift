import SignalingProtocol

/// What everybody sends, as they say it, within what they may; and the one screen.
extension Room {
    mutating func show(_ media: MediaState, of member: Member) -> [Effect] {
        guard media != member.media else { return [.done] }
        if let kind = MediaKind.allCases.first(where: { media[$0] == .on && !member.record.permissions[$0] }) {
            return [.refusal(.forbidden, "not allowed to send \(kind.rawValue)")]
        }
        if media.screen == .on, screenHolder != member.id { return [screenBusy()] }
        if member.media.screen == .on, media.screen != .on { screenHolder = nil }
        return setMedia(media, of: member.id) + [.done]
    }

    /// One screen at a time: whoever has it keeps it until they give it back, leave or lose the permission.
    mutating func requestScreen(_ member: Member) -> [Effect] {
        guard member.record.permissions.screen else { return [.refusal(.forbidden, "not allowed to share a screen")] }
        guard screenHolder == nil || screenHolder == member.id else { return [screenBusy()] }
        screenHolder = member.id
        return [.reply(.ok(.screen(ScreenGrant(granted: true))))]
    }

    mutating func releaseScreen(_ member: Member) -> [Effect] {
        guard screenHolder == member.id else { return [.done] }
        return freeScreen(of: member.id) + [.done]
    }

    /// The screen is free again, and shown as off.
    mutating func freeScreen(of id: ParticipantID) -> [Effect] {
        guard screenHolder == id, let member = members[id] else { return [] }
        screenHolder = nil
        var media = member.media
        media.screen = .off
        return media == member.media ? [] : setMedia(media, of: id)
    }

    /// Sets what somebody sends and shows it to everybody in the session.
    mutating func setMedia(_ media: MediaState, of id: ParticipantID) -> [Effect] {
        advance()
        update(id) { $0.media = media }
        return tellAdmitted(.mediaUpdated(MediaUpdated(id: id, media: media)))
    }

    /// Orders somebody's page to stop sending these, and shows them as off: in a mesh the receivers silence them.
    mutating func enforce(_ kinds: [MediaKind], on id: ParticipantID, by: ParticipantID) -> [Effect] {
        guard let member = members[id], !kinds.isEmpty else { return [] }
        var media = member.media
        for kind in kinds { media[kind] = .off }
        if kinds.contains(.screen), screenHolder == id { screenHolder = nil }
        let order = Effect.send(.mediaEnforce(MediaEnforce(kinds: kinds, by: by)), to: member.session, rev: nil)
        return [order] + (media == member.media ? [] : setMedia(media, of: id))
    }

    private func screenBusy() -> Effect {
        .refusal(.screenBusy, "somebody else shares, or it was not asked for", details: .init(holder: screenHolder))
    }
}
