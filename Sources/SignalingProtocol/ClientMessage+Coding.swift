extension ClientMessage {
    /// The `type` this message travels under.
    public var kind: Kind {
        switch self {
        case .hello: .hello
        case .ping: .ping
        case .ack: .ack
        case .bye: .bye
        case .waitingKnock: .waitingKnock
        case .readinessUpdate: .readinessUpdate
        case .waitingAdmit: .waitingAdmit
        case .waitingDeny: .waitingDeny
        case .waitingMessage: .waitingMessage
        case .participantMute: .participantMute
        case .participantAskUnmute: .participantAskUnmute
        case .participantSetPerms: .participantSetPerms
        case .participantSetRole: .participantSetRole
        case .participantRemove: .participantRemove
        case .participantUnblock: .participantUnblock
        case .roomLock: .roomLock
        case .roomReopen: .roomReopen
        case .roomExtend: .roomExtend
        case .roomEnd: .roomEnd
        case .mediaUpdate: .mediaUpdate
        case .screenRequest: .screenRequest
        case .screenRelease: .screenRelease
        case .signal: .signal
        case .chatSend: .chatSend
        case .handSet: .handSet
        case .qualityReport: .qualityReport
        case .alertSend: .alertSend
        case .iceRefresh: .iceRefresh
        case .profileUpdate: .profileUpdate
        }
    }

    /// Reads the `data` of a frame of this kind.
    ///
    /// - Throws: `DecodingError`, whose coding path names the field that is wrong.
    public init(_ kind: Kind, from data: any Decoder) throws {
        switch kind {
        case .hello: self = .hello(try Hello(from: data))
        case .ping: self = .ping(try Ping(from: data))
        case .ack: self = .ack(try Ack(from: data))
        case .bye: self = .bye(try Bye(from: data))
        case .waitingKnock: self = .waitingKnock(try Knock(from: data))
        case .readinessUpdate: self = .readinessUpdate(try Readiness(from: data))
        case .waitingAdmit: self = .waitingAdmit(try Admit(from: data))
        case .waitingDeny: self = .waitingDeny(try Deny(from: data))
        case .waitingMessage: self = .waitingMessage(try WaitingNote(from: data))
        case .participantMute: self = .participantMute(try Mute(from: data))
        case .participantAskUnmute: self = .participantAskUnmute(try AskUnmute(from: data))
        case .participantSetPerms: self = .participantSetPerms(try SetPermissions(from: data))
        case .participantSetRole: self = .participantSetRole(try SetRole(from: data))
        case .participantRemove: self = .participantRemove(try Remove(from: data))
        case .participantUnblock: self = .participantUnblock(try Unblock(from: data))
        case .roomLock: self = .roomLock(try Lock(from: data))
        case .roomReopen: self = .roomReopen
        case .roomExtend: self = .roomExtend(try Extend(from: data))
        case .roomEnd: self = .roomEnd(try End(from: data))
        case .mediaUpdate: self = .mediaUpdate(try MediaState(from: data))
        case .screenRequest: self = .screenRequest
        case .screenRelease: self = .screenRelease
        case .signal: self = .signal(try OutgoingSignal(from: data))
        case .chatSend: self = .chatSend(try ChatDraft(from: data))
        case .handSet: self = .handSet(try Hand(from: data))
        case .qualityReport: self = .qualityReport(try Quality(from: data))
        case .alertSend: self = .alertSend(try Alert(from: data))
        case .iceRefresh: self = .iceRefresh
        case .profileUpdate: self = .profileUpdate(try Profile(from: data))
        }
    }

    /// Writes the `data` of this message's frame.
    public func encodeData(to encoder: any Encoder) throws {
        switch self {
        case .hello(let payload): try payload.encode(to: encoder)
        case .ping(let payload): try payload.encode(to: encoder)
        case .ack(let payload): try payload.encode(to: encoder)
        case .bye(let payload): try payload.encode(to: encoder)
        case .waitingKnock(let payload): try payload.encode(to: encoder)
        case .readinessUpdate(let payload): try payload.encode(to: encoder)
        case .waitingAdmit(let payload): try payload.encode(to: encoder)
        case .waitingDeny(let payload): try payload.encode(to: encoder)
        case .waitingMessage(let payload): try payload.encode(to: encoder)
        case .participantMute(let payload): try payload.encode(to: encoder)
        case .participantAskUnmute(let payload): try payload.encode(to: encoder)
        case .participantSetPerms(let payload): try payload.encode(to: encoder)
        case .participantSetRole(let payload): try payload.encode(to: encoder)
        case .participantRemove(let payload): try payload.encode(to: encoder)
        case .participantUnblock(let payload): try payload.encode(to: encoder)
        case .roomLock(let payload): try payload.encode(to: encoder)
        case .roomExtend(let payload): try payload.encode(to: encoder)
        case .roomEnd(let payload): try payload.encode(to: encoder)
        case .mediaUpdate(let payload): try payload.encode(to: encoder)
        case .signal(let payload): try payload.encode(to: encoder)
        case .chatSend(let payload): try payload.encode(to: encoder)
        case .handSet(let payload): try payload.encode(to: encoder)
        case .qualityReport(let payload): try payload.encode(to: encoder)
        case .alertSend(let payload): try payload.encode(to: encoder)
        case .profileUpdate(let payload): try payload.encode(to: encoder)
        case .roomReopen, .screenRequest, .screenRelease, .iceRefresh: try NoData().encode(to: encoder)
        }
    }
}
