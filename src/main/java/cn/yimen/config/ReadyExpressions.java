package cn.yimen.config;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Elvis;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpAnd;
import org.springframework.expression.spel.ast.OpEQ;
import org.springframework.expression.spel.ast.OpGE;
import org.springframework.expression.spel.ast.OpGT;
import org.springframework.expression.spel.ast.OpLE;
import org.springframework.expression.spel.ast.OpLT;
import org.springframework.expression.spel.ast.OpNE;
import org.springframework.expression.spel.ast.OpOr;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.Operator;
import org.springframework.expression.spel.ast.OperatorNot;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Ternary;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.spring6.expression.SPELVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.IStandardVariableExpression;
import org.thymeleaf.standard.expression.IStandardVariableExpressionEvaluator;
import org.thymeleaf.standard.expression.StandardExpressionExecutionContext;
import org.thymeleaf.util.ExpressionUtils;

/**
 * 模板表达式求值: what nearly every expression of the pages consists of - a name, a record's component, a call, a
 * comparison, a choice - is made ready once and then runs without the interpreter, which was a third of a page's time.
 *
 * <p>The language stays SpEL's: its own parser makes the tree, and whatever is not known here exactly (a conversion of
 * arguments, an overloaded method, a null on the way, anything in Thymeleaf's restricted mode) is left to SpEL.
 */
final class ReadyExpressions implements IStandardVariableExpressionEvaluator {

    /** Expressions made by preprocessing could be many: what is beyond is left to SpEL. */
    private static final int MOST = 20_000;

    private static final Set<String> NOT_PLAIN = Set.of("ctx", "vars", "root", "this", "execInfo", "param");
    private static final EvaluationContext COMPARING = new StandardEvaluationContext();
    private static final Step LEFT_TO_SPEL = (context, on) -> {
        throw LeftToSpel.NOW;
    };
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final int MOST_ARGUMENTS = 3;

    private final IStandardVariableExpressionEvaluator spel = SPELVariableExpressionEvaluator.INSTANCE;
    private final SpelExpressionParser parser = new SpelExpressionParser();
    private final Map<String, Ready> known = new ConcurrentHashMap<>();
    private final BeanFactory beans;

    ReadyExpressions(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public @Nullable Object evaluate(
            IExpressionContext context,
            IStandardVariableExpression expression,
            StandardExpressionExecutionContext mode) {
        var text = expression.getExpression();
        if (text != null && !expression.getUseSelectionAsRoot() && !mode.getPerformTypeConversion()) {
            var ready = known.get(text);
            if (ready == null) {
                ready = learn(text);
            }
            if (ready.step != LEFT_TO_SPEL && (ready.name || !restricted(mode))) {
                try {
                    return ready.step.value(context, null);
                } catch (LeftToSpel e) {
                    // evaluated once more from its beginning; pages only read
                } catch (RuntimeException | Error e) {
                    throw failed(text, e);
                } catch (Throwable e) {
                    throw failed(text, e);
                }
            }
        }
        return spel.evaluate(context, expression, mode);
    }

    /** Whether the expression runs here unless its values turn out to be unusual. */
    boolean knows(String text) {
        return learn(text).step != LEFT_TO_SPEL;
    }

    private static boolean restricted(StandardExpressionExecutionContext mode) {
        return mode.getRestrictExternalAccess()
                || mode.getRestrictVariableAccess()
                || mode.getForbidUnsafeExpressionResults();
    }

    private static TemplateProcessingException failed(String text, Throwable cause) {
        return new TemplateProcessingException("Exception evaluating expression: \"" + text + "\"", cause);
    }

    private Ready learn(String text) {
        if (known.size() >= MOST) {
            return new Ready(LEFT_TO_SPEL, false);
        }
        return known.computeIfAbsent(text, expression -> {
            try {
                var tree = parser.parseRaw(expression).getAST();
                var step = tree == null ? LEFT_TO_SPEL : step(tree);
                return new Ready(step, step instanceof Name);
            } catch (ParseException | IllegalStateException e) {
                return new Ready(LEFT_TO_SPEL, false); // says what is wrong with it
            } catch (LeftToSpel e) {
                return new Ready(LEFT_TO_SPEL, false);
            }
        });
    }

    private Step step(SpelNode node) {
        if (node instanceof PropertyOrFieldReference name) {
            return name(name.getName());
        }
        if (node instanceof Literal literal) {
            var value = literal.getLiteralValue().getValue();
            return (context, on) -> value;
        }
        if (node instanceof BeanReference bean) {
            return bean(bean.getName());
        }
        if (node instanceof VariableReference) {
            return utility(node.toStringAST().substring(1));
        }
        if (node instanceof CompoundExpression) {
            return path(node);
        }
        if (node instanceof InlineMap map && map.isConstant()) {
            var value = map.getConstantValue();
            return (context, on) -> value;
        }
        if (node instanceof InlineList list && list.isConstant()) {
            var value = list.getConstantValue();
            return (context, on) -> value;
        }
        return operator(node);
    }

    private Step operator(SpelNode node) {
        if (node instanceof OperatorNot) {
            var operand = step(node.getChild(0));
            return (context, on) -> !truth(operand.value(context, null));
        }
        if (node.getChildCount() == 3 && node instanceof Ternary) {
            var condition = step(node.getChild(0));
            var yes = step(node.getChild(1));
            var no = step(node.getChild(2));
            return (context, on) -> (truth(condition.value(context, null)) ? yes : no).value(context, null);
        }
        if (node.getChildCount() != 2) {
            throw LeftToSpel.NOW;
        }
        var left = step(node.getChild(0));
        var right = step(node.getChild(1));
        if (node instanceof OpAnd) {
            return (context, on) -> truth(left.value(context, null)) && truth(right.value(context, null));
        }
        if (node instanceof OpOr) {
            return (context, on) -> truth(left.value(context, null)) || truth(right.value(context, null));
        }
        if (node instanceof OpEQ) {
            return (context, on) ->
                    Operator.equalityCheck(COMPARING, left.value(context, null), right.value(context, null));
        }
        if (node instanceof OpNE) {
            return (context, on) ->
                    !Operator.equalityCheck(COMPARING, left.value(context, null), right.value(context, null));
        }
        if (node instanceof OpGT) {
            return (context, on) -> whole(left.value(context, null)) > whole(right.value(context, null));
        }
        if (node instanceof OpGE) {
            return (context, on) -> whole(left.value(context, null)) >= whole(right.value(context, null));
        }
        if (node instanceof OpLT) {
            return (context, on) -> whole(left.value(context, null)) < whole(right.value(context, null));
        }
        if (node instanceof OpLE) {
            return (context, on) -> whole(left.value(context, null)) <= whole(right.value(context, null));
        }
        if (node instanceof OpPlus) {
            return (context, on) -> sum(left.value(context, null), right.value(context, null));
        }
        if (node instanceof Elvis) {
            return (context, on) -> {
                var value = left.value(context, null);
                if (value instanceof Optional<?>) {
                    throw LeftToSpel.NOW;
                }
                return value == null || value instanceof String text && text.isEmpty()
                        ? right.value(context, null)
                        : value;
            };
        }
        throw LeftToSpel.NOW;
    }

    private static Step name(String name) {
        if (NOT_PLAIN.contains(name)) {
            throw LeftToSpel.NOW;
        }
        return new Name(name);
    }

    private Step bean(String name) {
        if (beans.containsBean(name) && beans.isSingleton(name)) {
            var bean = beans.getBean(name);
            return (context, on) -> bean;
        }
        throw LeftToSpel.NOW;
    }

    /** {@code #fields}, {@code #lists}, …: Thymeleaf's own objects. */
    private static Step utility(String name) {
        if (NOT_PLAIN.contains(name)) {
            throw LeftToSpel.NOW;
        }
        return (context, on) -> {
            var objects = context.getExpressionObjects();
            var object = objects.containsObject(name) ? objects.getObject(name) : null;
            if (object == null) {
                throw LeftToSpel.NOW;
            }
            return object;
        };
    }

    private Step path(SpelNode node) {
        var steps = new ArrayList<Step>();
        steps.add(step(node.getChild(0)));
        for (var i = 1; i < node.getChildCount(); i++) {
            steps.add(next(node.getChild(i)));
        }
        if (steps.size() == 2) {
            var first = steps.get(0);
            var second = steps.get(1);
            return (context, on) -> second.value(context, first.value(context, null));
        }
        var all = steps.toArray(Step[]::new);
        return (context, on) -> {
            Object value = null;
            for (var each : all) {
                value = each.value(context, value);
            }
            return value;
        };
    }

    private Step next(SpelNode node) {
        if (node instanceof PropertyOrFieldReference property) {
            return new Property(property.getName(), property.isNullSafe());
        }
        if (node instanceof MethodReference method && node.getChildCount() <= MOST_ARGUMENTS) {
            var arguments = new Step[node.getChildCount()];
            for (var i = 0; i < arguments.length; i++) {
                arguments[i] = step(node.getChild(i));
            }
            return new Call(method.getName(), arguments, method.isNullSafe());
        }
        throw LeftToSpel.NOW;
    }

    private static boolean truth(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw LeftToSpel.NOW;
    }

    private static long whole(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw LeftToSpel.NOW;
    }

    private static Object sum(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Integer one && right instanceof Integer other) {
            return one + other;
        }
        if (joins(left) && joins(right) && (left instanceof String || right instanceof String)) {
            return String.valueOf(left) + right;
        }
        throw LeftToSpel.NOW;
    }

    private static boolean joins(@Nullable Object value) {
        return value instanceof String || value instanceof Integer || value instanceof Long;
    }

    private record Ready(Step step, boolean name) {}

    /** One step: from the value so far (null at the beginning) to the next. */
    @FunctionalInterface
    private interface Step {
        @Nullable
        Object value(IExpressionContext context, @Nullable Object on) throws Throwable;
    }

    /** A name of the model or of the template. */
    private record Name(String name) implements Step {
        @Override
        public @Nullable Object value(IExpressionContext context, @Nullable Object on) {
            return context.getVariable(name);
        }
    }

    /** How a class answers; kept for the class met last, which in a list is the class of every row. */
    private abstract static class Answering implements Step {

        private final boolean nullSafe;
        private final Map<Class<?>, Answer> others = new ConcurrentHashMap<>();
        private @Nullable Answer last;

        Answering(boolean nullSafe) {
            this.nullSafe = nullSafe;
        }

        @Override
        public final @Nullable Object value(IExpressionContext context, @Nullable Object on) throws Throwable {
            if (on == null && nullSafe) {
                return null;
            }
            if (on == null || nullSafe && on instanceof Optional<?>) {
                throw LeftToSpel.NOW;
            }
            return value(context, on, on.getClass());
        }

        abstract @Nullable Object value(IExpressionContext context, Object on, Class<?> kind) throws Throwable;

        abstract Answer find(Object on, Class<?> kind);

        final Answer answer(Object on, Class<?> kind) {
            var known = last; // one read: a race only looks the answer up once more
            if (known == null || known.kind != kind) {
                known = others.computeIfAbsent(kind, other -> find(on, other));
                last = known;
            }
            if (known.handle == null) {
                throw LeftToSpel.NOW;
            }
            return known;
        }
    }

    /** {@code .name}: a map's entry, a getter, a record's component. */
    private static final class Property extends Answering {

        private final String name;

        Property(String name, boolean nullSafe) {
            super(nullSafe);
            this.name = name;
        }

        @Override
        @Nullable
        Object value(IExpressionContext context, Object on, Class<?> kind) throws Throwable {
            if (on instanceof Map<?, ?> map && map.containsKey(name)) {
                return map.get(name);
            }
            return answer(on, kind).call(on);
        }

        @Override
        Answer find(Object on, Class<?> kind) {
            if (kind.isArray() || on instanceof Map<?, ?> || on instanceof Class<?>) {
                return Answer.none(kind);
            }
            for (var getter : List.of("get" + StringUtils.capitalize(name), "is" + StringUtils.capitalize(name))) {
                var found = methods(kind, getter, 0);
                if (!found.isEmpty()) {
                    return Answer.of(kind, on, getter, found);
                }
            }
            return kind.isRecord() ? Answer.of(kind, on, name, methods(kind, name, 0)) : Answer.none(kind);
        }
    }

    /** {@code .name(…)}. */
    private static final class Call extends Answering {

        private final String name;
        private final Step[] arguments;

        Call(String name, Step[] arguments, boolean nullSafe) {
            super(nullSafe);
            this.name = name;
            this.arguments = arguments;
        }

        @Override
        @Nullable
        Object value(IExpressionContext context, Object on, Class<?> kind) throws Throwable {
            var answer = answer(on, kind);
            if (arguments.length == 0) {
                return answer.call(on);
            }
            var given = new Object[arguments.length];
            for (var i = 0; i < given.length; i++) {
                given[i] = answer.fit(i, arguments[i].value(context, null));
            }
            return answer.call(on, given);
        }

        @Override
        Answer find(Object on, Class<?> kind) {
            return kind.isArray() || on instanceof Class<?>
                    ? Answer.none(kind)
                    : Answer.of(kind, on, name, methods(kind, name, arguments.length));
        }
    }

    private static List<Method> methods(Class<?> kind, String name, int parameters) {
        return Arrays.stream(kind.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()))
                .toList();
    }

    /** A class's method made ready; without a handle SpEL answers. */
    private record Answer(Class<?> kind, @Nullable MethodHandle handle, Class<?>[] parameters) {

        private static final Class<?>[] NOTHING = {};

        static Answer none(Class<?> kind) {
            return new Answer(kind, null, NOTHING);
        }

        static Answer of(Class<?> kind, Object on, String name, List<Method> found) {
            if (found.isEmpty() || name.equals("getClass") || ExpressionUtils.isMemberForbidden(on, name)) {
                return none(kind);
            }
            var first = found.get(0);
            if (first.isVarArgs()
                    || found.stream()
                            .anyMatch(other -> !Arrays.equals(other.getParameterTypes(), first.getParameterTypes()))) {
                return none(kind);
            }
            var method = ClassUtils.getPubliclyAccessibleMethodIfPossible(first, kind);
            try {
                if (!Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
                    method.setAccessible(true);
                }
                var parameters = method.getParameterTypes();
                var handle = LOOKUP.unreflect(method).asFixedArity();
                handle = parameters.length == 0
                        ? handle.asType(MethodType.methodType(Object.class, Object.class))
                        : handle.asSpreader(Object[].class, parameters.length)
                                .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
                return new Answer(
                        kind,
                        handle,
                        Arrays.stream(parameters)
                                .map(ClassUtils::resolvePrimitiveIfNecessary)
                                .toArray(Class<?>[]::new));
            } catch (IllegalAccessException | RuntimeException e) {
                return none(kind); // SpEL may find another way, or says why not
            }
        }

        /** The argument as it is; where it had to be converted, SpEL does it. */
        @Nullable
        Object fit(int at, @Nullable Object argument) {
            if (argument == null ? parameters[at].isPrimitive() : !parameters[at].isInstance(argument)) {
                throw LeftToSpel.NOW;
            }
            return argument;
        }

        @Nullable
        Object call(Object on) throws Throwable {
            if (handle == null) {
                throw LeftToSpel.NOW;
            }
            return handle.invokeExact(on);
        }

        @Nullable
        Object call(Object on, Object[] arguments) throws Throwable {
            if (handle == null) {
                throw LeftToSpel.NOW;
            }
            return handle.invokeExact(on, arguments);
        }
    }

    /** Not an error: the way back to SpEL. */
    private static final class LeftToSpel extends RuntimeException {

        private static final long serialVersionUID = 1L;
        static final LeftToSpel NOW = new LeftToSpel();

        private LeftToSpel() {
            super(null, null, false, false);
        }
    }
}
