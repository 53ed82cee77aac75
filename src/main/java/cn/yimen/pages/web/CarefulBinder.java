package cn.yimen.pages.web;

import cn.yimen.kernel.TextInput;
import jakarta.servlet.ServletRequest;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.InvalidPropertyException;
import org.springframework.beans.PropertyAccessException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.validation.AbstractPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.validation.DefaultBindingErrorProcessor;
import org.springframework.validation.FieldError;
import org.springframework.web.servlet.mvc.method.annotation.ExtendedServletRequestDataBinder;

/**
 * 表单的读取: what a form of ours cannot send is a wrong request and no fault; what a person can send, but nobody can
 * read or store, is said at its field in our words.
 *
 * <p>A record whose version or choice cannot be read is made with what could be: then the errors know it too, so that a
 * controller can add its own to them.
 */
class CarefulBinder extends ExtendedServletRequestDataBinder {

    private static final int EVERYTHING = Integer.MAX_VALUE;

    private @Nullable AbstractPropertyBindingResult withTarget;
    private boolean making;

    CarefulBinder(@Nullable Object target, String name) {
        super(target, name);
        setBindingErrorProcessor(new DefaultBindingErrorProcessor() {
            @Override
            public void processPropertyAccessException(PropertyAccessException e, BindingResult errors) {
                var field = String.valueOf(e.getPropertyName());
                errors.addError(new FieldError(
                        errors.getObjectName(),
                        field,
                        e.getValue(),
                        true,
                        errors.resolveMessageCodes(e.getErrorCode(), field),
                        getArgumentsForBindError(errors.getObjectName(), field),
                        "这一栏认不出，请重新填写或选择"));
            }
        });
    }

    @Override
    public void construct(ServletRequest request) {
        making = true;
        try {
            super.construct(request);
        } catch (InvalidPropertyException
                | IllegalStateException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw new BrokenForm(); // fields of a shape or a number no list has
        } finally {
            making = false;
        }
        var made = getTarget();
        if (made == null && getBindingResult().hasErrors()) {
            throw new BrokenForm();
        }
        if (made != null && getBindingResult().getTarget() == null) {
            var whole = new org.springframework.validation.BeanPropertyBindingResult(
                    made, getObjectName(), isAutoGrowNestedPaths(), getAutoGrowCollectionLimit());
            whole.addAllErrors(getBindingResult());
            withTarget = whole;
        }
    }

    @Override
    public void bind(ServletRequest request) {
        try {
            super.bind(request);
        } catch (InvalidPropertyException
                | IllegalStateException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw new BrokenForm();
        }
        for (var one : request.getParameterMap().entrySet()) {
            for (var value : one.getValue()) {
                var problem = TextInput.problem(value, EVERYTHING, true);
                if (problem != null && reads(one.getKey())) {
                    getBindingResult().rejectValue(one.getKey(), "unreadable", problem);
                    break;
                }
            }
        }
    }

    private boolean reads(String field) {
        try {
            var errors = getBindingResult();
            return errors.getTarget() != null && errors.getFieldType(field) != null && !errors.hasFieldErrors(field);
        } catch (RuntimeException e) {
            return false; // a parameter of something else
        }
    }

    @Override
    protected AbstractPropertyBindingResult getInternalBindingResult() {
        return withTarget == null ? super.getInternalBindingResult() : withTarget;
    }

    @Override
    public <T> @Nullable T convertIfNecessary(
            @Nullable Object value, @Nullable Class<T> required, @Nullable MethodParameter parameter)
            throws TypeMismatchException {
        var unreadable = value instanceof String text && unreadable(text)
                || value instanceof String[] texts && List.of(texts).stream().anyMatch(CarefulBinder::unreadable)
                || value instanceof Collection<?> many
                        && many.stream().anyMatch(one -> one instanceof String text && unreadable(text));
        if (unreadable && !making) {
            throw new BrokenForm(BrokenForm.UNSEEN);
        }
        return super.convertIfNecessary(value, required, parameter);
    }

    private static boolean unreadable(String text) {
        return TextInput.problem(text, EVERYTHING, true) != null;
    }
}
