import SignalingProtocol

/// Hosts and co-hosts, and those they act on.
extension Race {
    private static let camera = Act.say(.mediaUpdate(MediaState(audio: .on, video: .on)), by: "Ann")

    static let moderation: [Race] = [
        Race(
            "two ask for the screen", in: session, .say(.screenRequest, by: "Ann"), .say(.screenRequest, by: "Oda"),
            forth: .init(.granted, .refused(.screenBusy), [:]), back: .init(.refused(.screenBusy), .granted, [:])),
        Race(
            "give the screen back, another asks for it", in: session + [.say(.screenRequest, by: "Ann")],
            .say(.screenRelease, by: "Ann"), .say(.screenRequest, by: "Oda"),
            forth: .init(.done, .granted, [:]), back: .init(.done, .refused(.screenBusy), [:])),
        Race(
            "take a permission away, ask for the screen", in: session, .permit(.none, to: "Ann"), .say(.screenRequest, by: "Ann"),
            forth: .init(.done, .refused(.forbidden), [:]), back: .init(.done, .granted, [:])),
        Race(
            "take a permission away, camera on", in: session, .permit(.none, to: "Ann"), camera,
            forth: .init(.done, .refused(.forbidden), [:]), back: .init(.done, .done, [:])),
        Race(
            "take a permission away, takeover", in: session, .permit(.none, to: "Ann"), .hello("Ann", tab: "phone", takeover: true),
            forth: .init(.done, .isIn, [:], closed: ["Ann": .replaced]), back: .init(.done, .isIn, [:], closed: ["Ann": .replaced])),
        Race(
            "give a permission, take it away by another host", in: session + [.permit(.none, to: "Ann")],
            .permit(.all, to: "Ann"), .permit(.none, to: "Ann", by: "Oda"),
            forth: .init(.done, .done, [:]), back: .init(.done, .done, [:])),
        Race(
            "mute, microphone on", in: session, .mute("Ann"), camera,
            forth: .init(.done, .done, [:]), back: .init(.done, .done, [:])),
        Race(
            "mute, leave", in: session, .mute("Ann"), .leave("Ann"),
            forth: .init(.done, .done, ["Ann": .left], closed: ["Ann": .normal]),
            back: .init(.refused(.participantNotFound), .done, ["Ann": .left], closed: ["Ann": .normal])),
        Race(
            "ask to unmute, leave", in: session, .ask("Ann"), .leave("Ann"),
            forth: .init(.done, .done, ["Ann": .left], closed: ["Ann": .normal]),
            back: .init(.refused(.participantNotFound), .done, ["Ann": .left], closed: ["Ann": .normal])),
        Race(
            "take the co-host's role, the co-host admits", in: cohost + [.hello("Ben")], .role(.none, of: "Obi"),
            .admit(["Ben"], by: "Obi"),
            forth: .init(.done, .refused(.forbidden), ["Ben": .waiting]), back: .init(.done, .admitted, ["Ben": .admitted])),
        Race(
            "take the co-host's role, the co-host removes", in: cohost, .role(.none, of: "Obi"), .remove("Ann", by: "Obi"),
            forth: .init(.done, .refused(.forbidden), ["Ann": .admitted]),
            back: .init(.done, .done, ["Ann": .removed], closed: ["Ann": .removed])),
        Race(
            "take the co-host's role, the co-host asks for the screen", in: cohost, .role(.none, of: "Obi"),
            .say(.screenRequest, by: "Obi"),
            forth: .init(.done, .refused(.forbidden), [:]), back: .init(.done, .granted, [:])),
        Race(
            "take the co-host's role, the co-host resumes", in: cohost + [.drop("Obi")], .role(.none, of: "Obi"), .resume("Obi"),
            forth: .init(.done, .isIn, ["Obi": .admitted]), back: .init(.done, .isIn, ["Obi": .admitted])),
        Race(
            "make a co-host, the observer leaves", in: session + [.hello("Obi", .observer)], .role(.cohost, of: "Obi"), .leave("Obi"),
            forth: .init(.done, .done, ["Obi": .left], closed: ["Obi": .normal]),
            back: .init(.refused(.participantNotFound), .done, ["Obi": .left], closed: ["Obi": .normal])),
        Race(
            "make a co-host, take it back by another host", in: session + [.hello("Obi", .observer)], .role(.cohost, of: "Obi"),
            .role(.none, of: "Obi", by: "Oda"),
            forth: .init(.done, .done, [:]), back: .init(.done, .done, [:])),
        Race(
            "the co-host removes a host, the host takes the role", in: cohost, .remove("Roy", by: "Obi"), .role(.none, of: "Obi"),
            forth: .init(.refused(.forbidden), .done, ["Roy": .admitted]), back: .init(.refused(.forbidden), .done, ["Roy": .admitted])),
        Race(
            "a signal, its receiver leaves", in: session, .signal(to: "Ann"), .leave("Ann"),
            forth: .init(.done, .done, ["Ann": .left], closed: ["Ann": .normal]),
            back: .init(.refused(.participantNotFound), .done, ["Ann": .left], closed: ["Ann": .normal])),
        Race(
            "a signal, its receiver is sent back", in: session, .signal(to: "Ann"), .remove("Ann", by: "Oda", toWaiting: true),
            forth: .init(.done, .done, ["Ann": .waiting]), back: .init(.refused(.participantNotFound), .done, ["Ann": .waiting])),
        Race(
            "a signal, its receiver comes in another tab", in: session, .signal(to: "Ann"), .hello("Ann", tab: "phone", takeover: true),
            forth: .init(.done, .isIn, [:], closed: ["Ann": .replaced]),
            back: .init(.refused(.conflict), .isIn, [:], closed: ["Ann": .replaced])),
    ]
}
