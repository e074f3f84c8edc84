namespace Duet.Lab.Networks;

/// <summary>How the two homes lie to each other.</summary>
internal enum Neighbourhood
{
    /// <summary>Each has an access of its own.</summary>
    Apart,

    /// <summary>Behind one router, in networks that reach each other.</summary>
    OneRouter,

    /// <summary>Behind one router that keeps them apart, but translates what one sends to the other's public address.</summary>
    OneRouterHairpin,

    /// <summary>Behind one router that keeps them apart, and does not.</summary>
    OneRouterNoHairpin,
}
