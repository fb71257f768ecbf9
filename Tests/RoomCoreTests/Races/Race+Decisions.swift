import SignalingProtocol

/// Who decides about those waiting, and what they do meanwhile.
extension Race {
    static let decisions: [Race] = [
        Race(
            "admit, leave", in: line, .admit(["Ann"]), .leave("Ann"),
            forth: .init(.admitted, .done, ["Ann": .left], closed: ["Ann": .normal]),
            back: .init(.gone, .done, ["Ann": .left], closed: ["Ann": .normal])),
        Race(
            "admit, deny by another host", in: line, .admit(["Ann"]), .deny("Ann", by: "Oda"),
            forth: .init(.admitted, .conflict(.admitted), ["Ann": .admitted]),
            back: .init(.already(.denied), .done, ["Ann": .denied], closed: ["Ann": .denied])),
        Race(
            "admit, admit by another host", in: line, .admit(["Ann"]), .admit(["Ann"], by: "Oda"),
            forth: .init(.admitted, .already(.admitted), ["Ann": .admitted]),
            back: .init(.already(.admitted), .admitted, ["Ann": .admitted])),
        Race(
            "deny, deny by another host", in: line, .deny("Ann"), .deny("Ann", by: "Oda"),
            forth: .init(.done, .conflict(.denied), ["Ann": .denied], closed: ["Ann": .denied]),
            back: .init(.conflict(.denied), .done, ["Ann": .denied], closed: ["Ann": .denied])),
        Race(
            "admit from the queue across rooms, deny in the room", in: line, .admitFromQueue("Ann"), .deny("Ann"),
            forth: .init(.admitted, .conflict(.admitted), ["Ann": .admitted]),
            back: .init(.already(.denied), .done, ["Ann": .denied], closed: ["Ann": .denied])),
        Race(
            "admit, drop", in: line, .admit(["Ann"]), .drop("Ann"),
            forth: .init(.admitted, .nothing, ["Ann": .admitted]), back: .init(.admitted, .nothing, ["Ann": .admitted])),
        Race(
            "admit, resume", in: line + [.drop("Ann")], .admit(["Ann"]), .resume("Ann"),
            forth: .init(.admitted, .isIn, ["Ann": .admitted]), back: .init(.admitted, .waits, ["Ann": .admitted])),
        Race(
            "admit, takeover", in: line, .admit(["Ann"]), .hello("Ann", tab: "phone", takeover: true),
            forth: .init(.admitted, .isIn, ["Ann": .admitted], closed: ["Ann": .replaced]),
            back: .init(.admitted, .waits, ["Ann": .admitted], closed: ["Ann": .replaced])),
        Race(
            "admit, the host leaves", in: line, .admit(["Ann"]), .leave("Roy"),
            forth: .init(.admitted, .done, ["Ann": .admitted, "Roy": .left], closed: ["Roy": .normal]),
            back: .init(.refused(.notAdmitted), .done, ["Ann": .waiting, "Roy": .left], closed: ["Roy": .normal])),
        Race(
            "admit, admit another to the last seat", in: line + [.hello("Ben")], .admit(["Ann"]), .admit(["Ben"], by: "Oda"),
            forth: .init(.admitted, .refused(.roomFull), ["Ann": .admitted, "Ben": .waiting]),
            back: .init(.refused(.roomFull), .admitted, ["Ann": .waiting, "Ben": .admitted]), seats: 3),
        Race(
            "admit to the last seat, somebody admitted before returns", in: session + [.hello("Ben"), .leave("Ann")],
            .admit(["Ben"]), .hello("Ann"),
            forth: .init(.admitted, .turnedAway(.roomFull, .overloaded), ["Ann": .left, "Ben": .admitted]),
            back: .init(.refused(.roomFull), .isIn, ["Ann": .admitted, "Ben": .waiting]), seats: 3),
        Race(
            "deny, leave", in: line, .deny("Ann"), .leave("Ann"),
            forth: .init(.done, .refused(.notAdmitted), ["Ann": .denied], closed: ["Ann": .denied]),
            back: .init(.refused(.participantNotFound), .done, ["Ann": .left], closed: ["Ann": .normal])),
        Race(
            "deny, resume", in: line + [.drop("Ann")], .deny("Ann"), .resume("Ann"),
            forth: .init(.done, .turnedAway(.blocked, .denied), ["Ann": .denied], closed: ["Ann": .denied]),
            back: .init(.done, .waits, ["Ann": .denied], closed: ["Ann": .denied])),
        Race(
            "deny, knock", in: line, .deny("Ann"), .say(.waitingKnock(Knock()), by: "Ann"),
            forth: .init(.done, .refused(.conflict), ["Ann": .denied], closed: ["Ann": .denied]),
            back: .init(.done, .done, ["Ann": .denied], closed: ["Ann": .denied])),
        Race(
            "deny a visitor, another comes by the same link", in: hosts + [.hello("Eve", .guest, link: "link")], .deny("Eve"),
            .hello("Fay", .guest, link: "link"),
            forth: .init(.done, .turnedAway(.blocked, .denied), ["Eve": .denied], closed: ["Eve": .denied]),
            back: .init(.done, .waits, ["Eve": .denied, "Fay": .waiting], closed: ["Eve": .denied])),
        Race(
            "unblock, hello", in: line + [.deny("Ann")], .unblock("Ann"), .hello("Ann"),
            forth: .init(.done, .waits, ["Ann": .waiting]),
            back: .init(.done, .turnedAway(.blocked, .denied), ["Ann": .denied])),
        Race(
            "a message, leave", in: line, .write(to: "Ann"), .leave("Ann"),
            forth: .init(.delivered, .done, ["Ann": .left], closed: ["Ann": .normal]),
            back: .init(.undelivered, .done, ["Ann": .left], closed: ["Ann": .normal])),
        Race(
            "a message, admit by another host", in: line, .write(to: "Ann"), .admit(["Ann"], by: "Oda"),
            forth: .init(.delivered, .admitted, ["Ann": .admitted]), back: .init(.undelivered, .admitted, ["Ann": .admitted])),
    ]
}
