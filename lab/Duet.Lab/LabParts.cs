namespace Duet.Lab;

/// <summary>What a laboratory does.</summary>
[Flags]
internal enum LabParts
{
    None = 0,

    /// <summary>Brings people together in all networks.</summary>
    Connectivity = 1,

    /// <summary>Disturbs calls.</summary>
    Faults = 2,

    /// <summary>Ends calls.</summary>
    Endings = 4,

    All = Connectivity | Faults | Endings,
}
