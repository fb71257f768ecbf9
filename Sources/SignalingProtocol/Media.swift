public enum MediaKind: String, Codable, Sendable, CaseIterable { case audio, video, screen }

/// `failed`: wanted, but the device or the browser would not.
public enum MediaSwitch: String, Codable, Sendable { case on, off, failed }

/// What a participant says it sends.
public struct MediaState: Codable, Equatable, Sendable {
    public var audio: MediaSwitch
    public var video: MediaSwitch
    public var screen: MediaSwitch

    public init(audio: MediaSwitch = .off, video: MediaSwitch = .off, screen: MediaSwitch = .off) {
        self.audio = audio
        self.video = video
        self.screen = screen
    }

    public subscript(kind: MediaKind) -> MediaSwitch {
        get {
            switch kind {
            case .audio: audio
            case .video: video
            case .screen: screen
            }
        }
        set {
            switch kind {
            case .audio: audio = newValue
            case .video: video = newValue
            case .screen: screen = newValue
            }
        }
    }
}

/// What a participant may send. A host takes away and gives back; nothing is unmuted from afar.
public struct Permissions: Codable, Equatable, Sendable {
    public var audio: Bool
    public var video: Bool
    public var screen: Bool

    public init(audio: Bool, video: Bool, screen: Bool) {
        self.audio = audio
        self.video = video
        self.screen = screen
    }

    public static let all = Permissions(audio: true, video: true, screen: true)
    public static let none = Permissions(audio: false, video: false, screen: false)

    public subscript(kind: MediaKind) -> Bool {
        switch kind {
        case .audio: audio
        case .video: video
        case .screen: screen
        }
    }
}

/// What the one waiting has ready, as their page found it.
public struct Readiness: Codable, Equatable, Sendable {
    public enum Device: String, Codable, Sendable { case on, off, blocked, none }
    public enum Network: String, Codable, Sendable { case direct, relay, poor, unknown }

    public var camera: Device
    public var microphone: Device
    public var network: Network

    public init(camera: Device = .off, microphone: Device = .off, network: Network = .unknown) {
        self.camera = camera
        self.microphone = microphone
        self.network = network
    }
}
