package io.sampan.wire.frame;

/// One thing that is said over a lane. The header only: the body, if there is one, streams beside
/// it.
public sealed interface Frame
        permits LoginFrame,
                ControlFrame,
                UploadFrame,
                MediaFrame,
                PeopleFrame,
                DeviceFrame,
                LogFrame {}
