"""Ask the processor for an array element before it is needed."""

from __future__ import annotations

from typing import Any

from numba import types
from numba.core import cgutils
from numba.extending import intrinsic


def _prefetch(typingctx: Any, array: Any, index: Any) -> Any:
    """Start loading the cache line of `array[index]`; the result of the program does not change.

    The index is not checked and may lie outside: a prefetch never faults. On a graph that does not fit
    the cache, a loop that asks some steps ahead waits for many reads at once instead of one after another.
    """
    signature = types.void(array, index)

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        ir: Any = vars(cgutils)["ir"]
        place_of: Any = cgutils.get_item_pointer
        kind = signature.args[0]
        view = context.make_array(kind)(context, builder, args[0])
        place = place_of(context, builder, kind, view, [args[1]], wraparound=False)
        byte = ir.IntType(8).as_pointer()
        number = ir.IntType(32)
        declared = builder.module.declare_intrinsic(
            "llvm.prefetch", [byte], ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        )
        # For reading, keep in all caches, data.
        builder.call(declared, [builder.bitcast(place, byte), number(0), number(3), number(1)])
        return context.get_dummy_value()

    return signature, codegen


# The processor's name for it, as compiled code calls it: `prefetch(array, index)`.
prefetch: Any = intrinsic(_prefetch)
